import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT = 2000;
/** A lock that was not touched for so long belongs to nobody any more, whatever its process id says. */
const STALE = 30_000;

function read(folder) {
  try {
    return { ...JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')), touched: statSync(folder).mtimeMs };
  } catch {
    // Between making the folder and naming the owner there is a moment; the folder's age decides.
    const touched = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
    return touched === undefined ? undefined : { token: 'unnamed', pid: undefined, touched };
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryToTake(folder, owner) {
  mkdirSync(dirname(folder), { recursive: true });
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(owner));
  return true;
}

/**
 * Puts a lock that nobody holds any more out of the way. Two who find the same stale lock both rename it to the same name;
 * the second rename fails because that folder is not empty, so that nobody removes the fresh lock of the other.
 */
function retire(folder, { token, pid, touched }) {
  const stale = Date.now() - touched > STALE || (pid !== undefined && !lives(pid));
  if (!stale) return;
  try {
    renameSync(folder, `${folder}-stale-${token}`);
  } catch {
    // The other one was faster.
  }
}

/**
 * Runs `act` while no other process of this machine runs one under the same lock, and returns what it returns. `waiting` is
 * called once if somebody else is at it.
 */
export async function withLock(folder, act, waiting = () => {}) {
  const owner = { token: randomUUID(), pid: process.pid };
  let told = false;
  while (!tryToTake(folder, owner)) {
    const holder = read(folder);
    if (holder) retire(folder, holder);
    if (!told) waiting();
    told = true;
    await sleep(100 + Math.random() * 100);
  }
  const beat = setInterval(() => utimesSync(folder, new Date(), new Date()), BEAT).unref();
  try {
    return await act();
  } finally {
    clearInterval(beat);
    rmSync(folder, { recursive: true, force: true });
  }
}
