import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { pictureIcons as icons } from '../shared/picture-icons.ts';

export interface PlayerControls {
  muted: boolean;
  /** It was the browser that took the sound away. */
  offersSound: boolean;
  inPicture: boolean;
  onSound: () => void;
  onPause: () => void;
  onPictureInPicture: () => void;
  onFullscreen: () => void;
}

/** The big button where the picture waits for a tap. */
export const renderBigPlay = (play: () => void): TemplateResult => html`
  <button part="play" class="big-play" aria-label=${msg('Play')} @click=${play}>${icons.play}</button>
`;

/** The buttons over a picture that runs. */
export const renderControls = (controls: PlayerControls): TemplateResult => html`
  ${
    controls.offersSound
      ? html`<button part="unmute" class="unmute button on-picture" @click=${controls.onSound}>
          ${icons.muted} ${msg('Tap for sound')}
        </button>`
      : nothing
  }
  <div part="controls" class="controls">
    <button
      class="button icon on-picture"
      aria-label=${controls.muted ? msg('Turn the sound on') : msg('Turn the sound off')}
      @click=${controls.onSound}
    >
      ${controls.muted ? icons.muted : icons.sound}
    </button>
    <button class="button icon on-picture pause" aria-label=${msg('Pause')} @click=${controls.onPause}>${icons.pause}</button>
    <button
      class="button icon on-picture pip"
      aria-label=${msg('Picture in picture')}
      aria-pressed=${controls.inPicture}
      ?hidden=${!document.pictureInPictureEnabled}
      @click=${controls.onPictureInPicture}
    >
      ${icons.pip}
    </button>
    <button
      class="button icon on-picture fullscreen"
      aria-label=${msg('Full screen')}
      ?hidden=${!document.fullscreenEnabled}
      @click=${controls.onFullscreen}
    >
      ${icons.fullscreen}
    </button>
  </div>
`;
