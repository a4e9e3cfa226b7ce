import { errorCode, LiveError } from '../../errors.ts';
import type { TokenSource } from '../../http.ts';
import { postOffer, removeResource } from './whip.ts';

/** Longer than any connection that works takes; a new one, from another port, is made after that. */
const CONNECT_MS = 3000;

/** One connection to the media server, made by one offer and one answer; it cannot be changed or restarted, only replaced. */
export interface RtcSession {
  readonly connection: RTCPeerConnection;
  /** Tells the server, even while the page is going away, and leaves the connection as it is. */
  leave(): void;
  close(): void;
}

export interface RtcSessionOptions {
  /** The WHIP or WHEP endpoint. */
  url: string;
  token: TokenSource;
  /** Adds the tracks. */
  prepare(connection: RTCPeerConnection): void;
  signal: AbortSignal;
}

function connected(connection: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const blocked = () => reject(new LiveError('firewall', 'No way for pictures and sound to the server'));
    const timer = setTimeout(blocked, CONNECT_MS);
    const look = () => {
      const state = connection.connectionState;
      if (state === 'failed' || state === 'closed') blocked();
      if (state === 'connected') resolve();
      if (state === 'connected' || state === 'failed' || state === 'closed') clearTimeout(timer);
    };
    connection.addEventListener('connectionstatechange', look);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new LiveError('cancelled', 'Closed'));
    });
    look();
  });
}

/** Connects to a WHIP or WHEP server. The offer goes out at once: gathering candidates first would only take time. */
export async function openSession({ url, token, prepare, signal }: RtcSessionOptions): Promise<RtcSession> {
  let bearer = await token();
  const connection = new RTCPeerConnection();
  let resource: string | undefined;
  const leave = () => {
    if (resource) removeResource(resource, bearer);
    resource = undefined;
  };
  const close = () => {
    leave();
    connection.close();
  };
  try {
    prepare(connection);
    await connection.setLocalDescription();
    const offer = connection.localDescription!.sdp;
    const answer = await postOffer(url, offer, bearer, signal).catch(async (error: unknown) => {
      if (errorCode(error) !== 'unauthenticated') throw error;
      bearer = await token(true);
      return postOffer(url, offer, bearer, signal);
    });
    resource = answer.resource;
    await connection.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
    await connected(connection, signal);
    return { connection, leave, close };
  } catch (error) {
    close();
    throw error;
  }
}
