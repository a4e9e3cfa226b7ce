import * as v from 'valibot';

/** Most bytes that one probe of the uplink may carry. */
export const MAX_PROBE_BYTES = 262_144;

/** Body of `POST /api/lives/:id/probe`: filling that is thrown away, to see how fast it gets there. */
export const NewProbe = v.object({ filling: v.pipe(v.string(), v.maxLength(MAX_PROBE_BYTES)) });

/** How much of it arrived, in bytes. */
export const Probe = v.object({ bytes: v.number() });
