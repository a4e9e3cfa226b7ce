import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { define } from '../../packages/widgets/src/shared/define.ts';
import '../../packages/widgets/src/live-room/define.ts';
import '../../packages/widgets/src/live-studio/define.ts';
import '../../packages/widgets/src/live-list/define.ts';
import '../../packages/widgets/src/variant-picker/define.ts';
import { onStage, sceneOf, storyProducts } from '../../packages/widgets/src/shared/story.ts';
import './pages.css';
import { ThemingPage } from './theming-page.ts';

define('theming-page', ThemingPage);

const meta: Meta = {
  title: 'Guide/Theming',
  parameters: { controls: { disable: true } },
};
export default meta;

export const Theming: StoryObj = {
  ...onStage({ role: 'host' }, async ({ room, stage }) => {
    stage.barrage('Hello from the coast!');
    stage.popUp('p-lamp');
    await room.cart.add('s-lamp', 2);
  }),
  render: (_args, context) => html`<theming-page .room=${sceneOf(context).room} .skus=${storyProducts[1]!.skus}></theming-page>`,
};
