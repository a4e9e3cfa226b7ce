import type { Principal } from '../auth/principal.ts';

/** What every handler finds in its context. */
export interface Env {
  Variables: {
    /** Whoever sent the request; undefined without a valid token. */
    principal: Principal | undefined;
    requestId: string;
    /** The network address that limits count by. */
    address: string;
  };
}
