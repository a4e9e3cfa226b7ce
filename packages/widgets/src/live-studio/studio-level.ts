import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { query } from 'lit/decorators.js';
import { StudioElement } from './studio-element.ts';
import { tokens } from '../shared/tokens.styles.ts';

/** How loud the microphone is. An element of its own, so that ten changes a second render nothing else. */
export class LiveStudioLevel extends StudioElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        block-size: 8px;
      }
      .track {
        block-size: 100%;
        border-radius: var(--_pill);
        background: color-mix(in oklab, currentColor, transparent 78%);
        overflow: hidden;
      }
      .fill {
        block-size: 100%;
        border-radius: inherit;
        background: linear-gradient(to right, var(--_level, var(--_success)) 70%, var(--_warning) 85%, var(--_danger));
        transition: clip-path 100ms linear;
      }
      :host(:dir(rtl)) .track {
        transform: scaleX(-1);
      }
    `,
  ];

  @query('.fill') private readonly fill!: HTMLElement;

  override render() {
    const level = this.room?.device.currentMicVolume ?? 0;
    return html`<div
      class="track"
      role="meter"
      aria-label=${msg('Microphone level')}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${level}
    >
      <div class="fill"></div>
    </div>`;
  }

  /** By CSSOM: a style attribute, as `styleMap` writes it first, is refused by a strict policy. */
  protected override updated(): void {
    const level = this.room?.device.currentMicVolume ?? 0;
    this.fill.style.clipPath = `inset(0 ${100 - level}% 0 0 round 8px)`;
  }
}
