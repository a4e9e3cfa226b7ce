import type { WebSocket } from 'ws';

/** What both sides of Chat's socket send: JSON in binary frames. `servcmd` is the service and its command. */
export interface Frame {
  head: { servcmd: string; seq: number; identifier?: string; usersig?: string; [field: string]: unknown };
  body: Record<string, unknown>;
}

export interface MessageElement {
  MsgType: string;
  MsgContent: Record<string, unknown>;
}

/** One entry of what a group's long polling hands out. */
export type GroupEntry = Record<string, unknown> & { MsgSeq: number };

export const OK = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' };

export const refusal = (ErrorCode: number, ErrorInfo = '') => ({ ActionStatus: 'FAIL', ErrorCode, ErrorInfo });

export const readFrame = (data: unknown): Frame => JSON.parse(String(data)) as Frame;

/** The SDK ignores text frames. */
export const writeFrame = (socket: WebSocket, frame: { head: object; body: object }): void =>
  socket.send(Buffer.from(JSON.stringify(frame)));

export const commandOf = ({ head }: Frame): string => head.servcmd.slice(head.servcmd.indexOf('.') + 1);

export const seconds = (): number => Math.floor(Date.now() / 1000);

export const randomId = (): number => Math.floor(Math.random() * 0xffff_ffff);

/** What the SDK asks while it signs in and wants to hear is complete, or it asks for ever. */
export const EMPTY_ANSWERS: Readonly<Record<string, object>> = {
  alive: {},
  wshello: {},
  wslogout: {},
  page_get: { SessionItem: [], CompleteFlag: 1, TimeStamp: 0, StartIndex: 0, TopTimeStamp: 0, TopStartIndex: 0 },
  get_joined_group_list: { GroupIdList: [], TotalCount: 0 },
  getmsg: { SyncFlag: 2, MsgList: [], Cookie: '' },
  portrait_get_all: { UserProfileItem: [] },
  black_list_get: { BlackListItem: [], StartIndex: 0, CurruentSequence: 0 },
  friend_get: { UserDataItem: [], CompleteFlag: 1 },
};

/** A message of a user to one other, as the service pushes it. */
export const userPush = (message: object): object => ({ EventArray: [{ Event: 9, C2cMsgArray: [message] }] });

/** 1: another login of the same account, 2: another device, 3: by REST. */
export const kickPush = (KickType: 1 | 2 | 3): object => ({
  EventArray: [{ Event: 10, C2cNotifyMsgArray: [{ KickoutMsgNotify: { KickType, NewInstInfo: {} } }] }],
});
