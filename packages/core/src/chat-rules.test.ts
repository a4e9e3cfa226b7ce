import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatRules } from './chat-rules.ts';
import { DEFAULT_MODERATION } from './schemas/moderation.ts';

test('everybody is told the rules of the chat as they are, and no others', () => {
  const rules = { messagesDisabled: true, approval: true, followersOnly: true, slowModeSeconds: 30 };
  assert.deepEqual(chatRules({ ...DEFAULT_MODERATION, ...rules }), rules);
});
