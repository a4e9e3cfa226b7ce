import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from '../packages/widgets/custom-elements.json';
import { startLocalization } from '../packages/widgets/src/shared/localization.ts';
import { globalTypes, initialGlobals, viewports } from './globals.ts';
import './preview.css';

setCustomElementsManifest(manifest);
void startLocalization();

const preview: Preview = {
  globalTypes,
  initialGlobals,
  decorators: [
    (story, { globals }) => {
      const { documentElement: page } = document;
      page.lang = globals['locale'];
      page.dir = globals['direction'];
      page.dataset['theme'] = globals['theme'];
      return story();
    },
  ],
  parameters: {
    layout: 'fullscreen',
    viewport: { options: viewports },
    backgrounds: { disable: true },
    controls: { expanded: true },
    a11y: { test: 'error' },
    docs: { toc: true },
    options: { storySort: { order: ['Guide', ['Paste into your shop', 'Theming'], 'Pages', 'Elements', 'Studio'] } },
  },
};

export default preview;
