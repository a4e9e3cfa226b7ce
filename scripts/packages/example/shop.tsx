/// <reference types="@vitrine/widgets/jsx" />
import type { ReactElement } from 'react';

export const Show = (): ReactElement => (
  <live-room live-id="friday" server="https://live.example">
    <live-player slot="middle" muted no-autoplay onlive-playing={(event) => event.liveId.toUpperCase()} />
  </live-room>
);

// @ts-expect-error -- an id is a text
export const Wrong = (): ReactElement => <live-player live-id={7} />;
// @ts-expect-error -- events are ours
export const Deaf = (): ReactElement => <live-player onlive-playing={(event) => event.orderId} />;
