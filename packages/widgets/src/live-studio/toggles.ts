import type { HostRoom } from '@vitrine/core/host-room.ts';

/** Mutes, unmutes, or opens the microphone. Why it cannot be opened is told by the store. */
export async function toggleMicrophone({ device }: Pick<HostRoom, 'device'>): Promise<void> {
  if (device.microphoneStatus === 'off') {
    device.unmuteLocalAudio();
    await device.openLocalMicrophone().catch(() => {});
  } else if (device.microphoneMuted) device.unmuteLocalAudio();
  else device.muteLocalAudio();
}

/** Opens or closes the camera. Why it cannot be opened is told by the store. */
export async function toggleCamera({ device }: Pick<HostRoom, 'device'>): Promise<void> {
  if (device.cameraStatus === 'on') device.closeLocalCamera();
  else await device.openLocalCamera().catch(() => {});
}
