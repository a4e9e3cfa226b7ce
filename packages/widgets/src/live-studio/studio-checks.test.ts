import { expect } from '@open-wc/testing';
import { open } from './studio-testing.ts';

it('tells how fast the host reaches the server', async () => {
  const { press, says, stage, text, button } = await open();
  await says('Test how fast you reach the server');

  await press('Test the connection');
  await says('Good:');

  stage.fail('POST /lives/*/probe', 'offline');
  await button('Test the connection');
  await press('Test the connection');
  await says('No connection.');
  expect(text()).not.to.include('Good:');
});
