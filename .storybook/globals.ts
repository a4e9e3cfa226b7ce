const item = (value: string, title: string) => ({ value, title });
const toolbar = <Icon extends string>(icon: Icon, title: string, items: ReturnType<typeof item>[]) => ({
  description: title,
  toolbar: { icon, title, items, dynamicTitle: true },
});

/** What the toolbar sets for every story; its viewport is Storybook's own. */
export const globalTypes = {
  theme: toolbar('contrast', 'Theme', [item('light', 'Light'), item('dark', 'Dark')]),
  direction: toolbar('transfer', 'Direction', [item('ltr', 'Left to right'), item('rtl', 'Right to left')]),
  locale: toolbar('globe', 'Language', [item('en', 'English'), item('zh-CN', '中文')]),
  network: toolbar('lightning', 'Network', [
    item('story', 'Network: as the story says'),
    item('open', 'Network: connected'),
    item('recovering', 'Network: reconnecting'),
    item('closed', 'Network: closed'),
  ]),
};

export const initialGlobals = { theme: 'light', direction: 'ltr', locale: 'en', network: 'story' };

const box = (width: string, height: string) => ({ width, height });

export const viewports = {
  phone: { name: 'Phone', styles: box('390px', '844px'), type: 'mobile' },
  smallPhone: { name: 'Small phone', styles: box('320px', '568px'), type: 'mobile' },
  tablet: { name: 'Tablet', styles: box('820px', '1180px'), type: 'tablet' },
  desktop: { name: 'Desktop', styles: box('1280px', '800px'), type: 'desktop' },
} as const;
