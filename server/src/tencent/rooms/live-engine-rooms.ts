import type { Rest } from '../rest/client.ts';
import { cutToBytes, type RoomKind } from './kind.ts';

/** What a room of the Live engine looks like on stage; the engine wants to know, our elements do not ask. */
const SEATS = 'VideoDynamicGrid9Seats';
const COVER_BYTES = 200;

/** Rooms of Tencent's Live engine. They belong to the host, know metadata and bans of their own, and come at another price. */
export const liveEngineRooms = (rest: Rest, admin: string): RoomKind => ({
  type: 'Live',
  async create({ liveId, title, hostId, coverUrl }) {
    await rest.call('createRoom', {
      RoomInfo: {
        RoomId: liveId,
        RoomName: cutToBytes(title, 100),
        RoomType: 'Live',
        Owner_Account: hostId,
        SeatTemplate: SEATS,
        // A cut address would lead nowhere.
        ...(coverUrl && Buffer.byteLength(coverUrl) <= COVER_BYTES ? { CoverURL: coverUrl } : {}),
      },
    });
  },
  async destroy(liveId) {
    await rest.call('destroyRoom', { RoomId: liveId });
  },
  async replaceMetadata(liveId, metadata) {
    const Metadata = Object.entries(metadata).map(([Key, Value]) => ({ Key, Value }));
    if (Metadata.length > 0) await rest.call('setRoomMetadata', { RoomId: liveId, Metadata });
  },
  async setMetadata(liveId, key, value) {
    if (value === null) await rest.call('deleteRoomMetadata', { RoomId: liveId, Keys: [key] });
    else await rest.call('setRoomMetadata', { RoomId: liveId, Metadata: [{ Key: key, Value: value }] });
  },
  async send({ liveId, type, data, urgency }) {
    const body = { RoomId: liveId, Sender_Account: admin, BusinessId: type, Data: data };
    return (await rest.call('sendRoomMessage', body, urgency)).Response.MsgDropReason === undefined;
  },
  async mute(liveId, userId, seconds) {
    await rest.call('muteRoomMember', { RoomId: liveId, MemberList_Account: [userId], MuteTime: seconds });
  },
  async ban(liveId, userId, seconds) {
    const members = { RoomId: liveId, MemberList_Account: [userId] };
    if (seconds > 0) await rest.call('banRoomMember', { ...members, Duration: seconds });
    else await rest.call('unbanRoomMember', members);
  },
  async countOnline() {
    return undefined;
  },
});
