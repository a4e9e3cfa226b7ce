import { join } from 'node:path';
import Libsql from 'libsql';

/**
 * Holds a folder for this process. The lock is an open exclusive transaction on a file of its own, so the operating system
 * lets go of it however the process ends; a lock that only names a process would survive `kill -9`.
 */
export function holdLock(dataDir: string): () => void {
  const lock = new Libsql(join(dataDir, 'vitrine.lock'));
  try {
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw new Error(`Another Vitrine server is running on ${dataDir}. Stop it first, or give this one a DATA_DIR of its own.`, {
      cause,
    });
  }
  return () => lock.close();
}
