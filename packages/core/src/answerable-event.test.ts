import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerableEvent } from './answerable-event.ts';

class Question extends AnswerableEvent {
  constructor() {
    super('question');
  }
}

test('a question that nobody takes has no answer, and goes its usual way', () => {
  const page = new EventTarget();
  const question = new Question();

  assert.equal(page.dispatchEvent(question), true);
  assert.equal(question.response, undefined);
});

test('the first listener that takes a question answers it', async () => {
  const page = new EventTarget();
  page.addEventListener('question', (event) => (event as Question).respondWith('first'));
  page.addEventListener('question', (event) => (event as Question).respondWith('second'));
  const question = new Question();

  assert.equal(page.dispatchEvent(question), false);
  assert.equal(await question.response, 'first');
});
