import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';

addons.setConfig({
  theme: create({
    base: 'light',
    brandTitle: 'Vitrine',
    colorPrimary: '#b81f3e',
    colorSecondary: '#b81f3e',
    appBorderRadius: 8,
    fontBase: 'system-ui, sans-serif',
  }),
  sidebar: { showRoots: true },
});
