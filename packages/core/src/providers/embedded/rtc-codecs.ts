/** H264 baseline plays everywhere and is what recordings hold; VP8 is the second choice. Everything else stays away. */
function preferred(codecs: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  const rank = ({ mimeType, sdpFmtpLine = '' }: RTCRtpCodec): number => {
    if (mimeType.toLowerCase() === 'video/vp8') return 2;
    if (mimeType.toLowerCase() !== 'video/h264' || !sdpFmtpLine.includes('packetization-mode=1')) return Number.NaN;
    return sdpFmtpLine.includes('profile-level-id=42e01f') ? 0 : 1;
  };
  return codecs.filter((codec) => !Number.isNaN(rank(codec))).sort((a, b) => rank(a) - rank(b));
}

/** Puts the codecs of a video transceiver in our order, where the browser lets us. */
export function preferCodecs(transceiver: RTCRtpTransceiver, side: 'send' | 'receive'): void {
  const capabilities = (side === 'send' ? RTCRtpSender : RTCRtpReceiver).getCapabilities?.('video');
  const codecs = preferred(capabilities?.codecs ?? []);
  if (codecs.length === 0) return;
  try {
    transceiver.setCodecPreferences(codecs);
  } catch {
    // Some browsers accept only what they list for the other direction; the server chooses from their own order then.
  }
}
