import { forbidCallbacks } from '../rest/commands.ts';
import type { Rest } from '../rest/client.ts';
import { TencentError } from '../rest/error.ts';
import { cutToBytes, type RoomKind } from './kind.ts';

const NO_SUCH_ATTRIBUTE = 10_050;
/** A group's attributes have shorter keys than the room's metadata may have. */
const KEY_BYTES = 32;

/**
 * Rooms as big audio-video groups of Chat. The server's account owns them, so that nobody else has power over them.
 * Such a group cannot put a member out: whoever is banned is muted in it, and left without new credentials.
 */
export function avChatRooms(rest: Rest, admin: string): RoomKind {
  const fits = (key: string): boolean => Buffer.byteLength(key) <= KEY_BYTES;

  async function mute(liveId: string, userId: string, seconds: number): Promise<void> {
    await rest.call('muteMembers', { GroupId: liveId, Members_Account: [userId], MuteTime: seconds });
  }

  return {
    type: 'AVChatRoom',
    async create({ liveId, title }) {
      await rest.call('createGroup', {
        Type: 'AVChatRoom',
        GroupId: liveId,
        Name: cutToBytes(title, 100),
        Owner_Account: admin,
      });
    },
    async destroy(liveId) {
      await rest.call('destroyGroup', { GroupId: liveId });
    },
    async replaceMetadata(liveId, metadata) {
      const GroupAttr = Object.entries(metadata).flatMap(([key, value]) => (fits(key) ? [{ key, value }] : []));
      if (GroupAttr.length > 0) await rest.call('setAttributes', { GroupId: liveId, GroupAttr });
    },
    async setMetadata(liveId, key, value) {
      if (!fits(key)) throw new TencentError('changeAttributes', 10_045, `the key ${key} has more than ${KEY_BYTES} bytes`);
      if (value !== null) return void (await rest.call('changeAttributes', { GroupId: liveId, GroupAttr: [{ key, value }] }));
      try {
        await rest.call('deleteAttributes', { GroupId: liveId, GroupAttr: [{ key }] });
      } catch (error) {
        if (!(error instanceof TencentError) || error.code !== NO_SUCH_ATTRIBUTE) throw error;
      }
    },
    async send({ liveId, type, data, priority, random, urgency }) {
      const Data = JSON.stringify({ BusinessId: type, Data: data });
      const answer = await rest.call(
        'sendGroupMessage',
        {
          GroupId: liveId,
          From_Account: admin,
          Random: random,
          MsgPriority: priority,
          MsgBody: [{ MsgType: 'TIMCustomElem', MsgContent: { Data, Desc: '', Ext: '' } }],
          ForbidCallbackControl: forbidCallbacks(),
        },
        urgency,
      );
      return answer.MsgDropReason === undefined;
    },
    mute,
    ban: mute,
    async countOnline(liveId) {
      return (await rest.call('countOnline', { GroupId: liveId }, 'last')).OnlineMemberNum;
    },
  };
}
