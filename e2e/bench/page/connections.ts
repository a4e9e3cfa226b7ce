/** Something that plays into an element until it is closed. */
export interface Connection {
  close: () => void;
}

const MAX_BITRATE = 2_500_000;

/** The codec that our engine is sent, so that both sides encode the same. */
function preferH264(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const h264 = codecs.filter(
    ({ mimeType, sdpFmtpLine }) => mimeType === 'video/H264' && sdpFmtpLine?.includes('packetization-mode=1'),
  );
  if (h264.length > 0) transceiver.setCodecPreferences([...h264.filter((one) => one.sdpFmtpLine?.includes('42e01f')), ...h264]);
}

/** Two connections of the same page, with nothing between them: as fast as this browser can be. */
export async function playDirect(source: MediaStream, into: HTMLVideoElement): Promise<Connection> {
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  sender.onicecandidate = ({ candidate }) => void receiver.addIceCandidate(candidate ?? undefined);
  receiver.onicecandidate = ({ candidate }) => void sender.addIceCandidate(candidate ?? undefined);
  receiver.ontrack = ({ track, receiver: from }) => {
    if ('jitterBufferTarget' in from) from.jitterBufferTarget = 0;
    into.srcObject = new MediaStream([track]);
  };
  const sendEncodings = [{ maxBitrate: MAX_BITRATE }];
  const video = sender.addTransceiver(source.getVideoTracks()[0]!, { direction: 'sendonly', sendEncodings });
  preferH264(video);
  await video.sender.setParameters({ ...video.sender.getParameters(), degradationPreference: 'maintain-resolution' });
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription!);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription!);
  return {
    close() {
      sender.close();
      receiver.close();
    },
  };
}

const gathered = (connection: RTCPeerConnection): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (connection.iceGatheringState === 'complete' && resolve());
    connection.addEventListener('icegatheringstatechange', look);
    look();
  });

/** WHEP as most players do it: they wait for all candidates before they ask. */
export async function playAfterGathering(url: string, token: string, video: HTMLVideoElement): Promise<Connection> {
  const connection = new RTCPeerConnection();
  preferH264(connection.addTransceiver('video', { direction: 'recvonly' }));
  connection.addTransceiver('audio', { direction: 'recvonly' });
  video.srcObject = new MediaStream(connection.getReceivers().map(({ track }) => track));
  await connection.setLocalDescription();
  await gathered(connection);
  const headers = { 'Content-Type': 'application/sdp', Authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method: 'POST', headers, body: connection.localDescription!.sdp });
  if (answer.status !== 201) throw new Error(`WHEP answered ${answer.status}`);
  const resource = new URL(answer.headers.get('Location')!, url);
  await connection.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  return {
    close() {
      connection.close();
      void fetch(resource, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
    },
  };
}
