/** The little of `@tencentcloud/chat` that is used here, in our own words: its types are `any` almost everywhere. */
export interface ChatSdk {
  create(options: {
    SDKAppID: number;
    /** Another address of the service, `ws://` or `wss://`. */
    proxyServer?: string;
    /** Without it, joining one room leaves the other. */
    unlimitedAVChatRoom: boolean;
    modules: Readonly<Record<string, unknown>>;
  }): Chat;
}

/** One instance a page and application: whoever creates it again gets the same. */
export interface Chat {
  on(event: string, listener: (event: { readonly data: unknown }) => void): void;
  off(event: string, listener: (event: { readonly data: unknown }) => void): void;
  setLogLevel(level: number): void;
  login(who: { userID: string; userSig: string }): Promise<unknown>;
  logout(): Promise<unknown>;
  destroy(): Promise<unknown>;
  isReady(): boolean;
  /** Empty while nobody is signed in. */
  getLoginUser(): string;
  joinGroup(group: { groupID: string; type: string }): Promise<unknown>;
  quitGroup(groupID: string): Promise<unknown>;
  createTextMessage(message: NewMessage<{ text: string }>): ChatMessage;
  createCustomMessage(message: NewMessage<{ data: string; description: string; extension: string }>): ChatMessage;
  sendMessage(message: ChatMessage): Promise<{ data: { message: ChatMessage } }>;
}

export interface NewMessage<P> {
  readonly to: string;
  readonly conversationType: 'GROUP';
  readonly priority: ChatPriority;
  readonly payload: P;
  readonly cloudCustomData: string;
}

/** The service drops the lowest first where a room says more than it carries. */
export type ChatPriority = 'High' | 'Normal' | 'Low' | 'Lowest';

/** A message as the SDK hands it over; `payload` depends on `type`. */
export interface ChatMessage {
  /** Of this message and no other, whoever's it is. */
  readonly ID: string;
  readonly type: string;
  readonly conversationType: string;
  readonly from: string;
  /** The group, or the user. */
  readonly to: string;
  /** Seconds since 1970, by the service's clock. */
  readonly time: number;
  readonly payload: unknown;
  readonly cloudCustomData: string;
  readonly nick?: string;
  readonly avatar?: string;
}

export const CHAT_EVENT = {
  ready: 'sdkStateReady',
  received: 'onMessageReceived',
  kicked: 'kickedOut',
  network: 'netStateChange',
} as const;

export const CHAT_TYPE = { text: 'TIMTextElem', custom: 'TIMCustomElem' } as const;
export const CONVERSATION = { group: 'GROUP', user: 'C2C' } as const;
