import type { NetworkQuality } from '../provider.ts';

/** What one look at a connection tells; counters only grow. */
export interface RtcSample {
  at: number;
  /** Frames that became pictures. */
  frames: number;
  videoBytes: number;
  audioBytes: number;
  packets: number;
  lost: number;
  /** Share of our packets that the other side says were lost. */
  lostThere: number | undefined;
  /** All that came from the other side, answers to connectivity checks included. */
  signsOfLife: number;
  bytesSent: number;
  rtt: number | undefined;
  size: { width: number; height: number } | undefined;
}

type Report = Record<string, number | string | boolean | undefined>;

const number = (value: Report[string]): number => (typeof value === 'number' ? value : 0);

/** Adds one report of `getStats()` to the sample. */
function add(sample: RtcSample, report: Report): void {
  if (report['type'] === 'inbound-rtp') {
    sample.packets += number(report['packetsReceived']);
    sample.lost += Math.max(0, number(report['packetsLost']));
    if (report['kind'] === 'audio') sample.audioBytes += number(report['bytesReceived']);
    else {
      sample.videoBytes += number(report['bytesReceived']);
      sample.frames += number(report['framesDecoded']);
      const width = number(report['frameWidth']);
      if (width > 0) sample.size = { width, height: number(report['frameHeight']) };
    }
  } else if (report['type'] === 'candidate-pair' && report['state'] === 'succeeded') {
    sample.signsOfLife += number(report['bytesReceived']) + number(report['responsesReceived']);
    sample.bytesSent += number(report['bytesSent']);
    if (report['nominated'] && typeof report['currentRoundTripTime'] === 'number')
      sample.rtt = report['currentRoundTripTime'] * 1000;
  } else if (report['type'] === 'remote-inbound-rtp' && typeof report['fractionLost'] === 'number') {
    sample.lostThere = Math.max(sample.lostThere ?? 0, report['fractionLost']);
  }
}

/** Adds up the reports of `getStats()`. */
export function readReports(reports: Iterable<Report>, at: number): RtcSample {
  const sample: RtcSample = {
    at,
    frames: 0,
    videoBytes: 0,
    audioBytes: 0,
    packets: 0,
    lost: 0,
    lostThere: undefined,
    signsOfLife: 0,
    bytesSent: 0,
    rtt: undefined,
    size: undefined,
  };
  for (const report of reports) add(sample, report);
  return sample;
}

/** Looks at a connection. */
export async function takeSample(connection: RTCPeerConnection): Promise<RtcSample> {
  const reports: Report[] = [];
  (await connection.getStats()).forEach((report: Report) => reports.push(report));
  return readReports(reports, performance.now());
}

/**
 * True when the viewer sees something new. Sound without video packets is enough, since the camera may be off; video packets without
 * pictures are not, unless the page is hidden and the browser saves itself the decoding.
 */
export function hasNewPicture(before: RtcSample, now: RtcSample, hidden: boolean): boolean {
  if (now.frames > before.frames) return true;
  const moreVideo = now.videoBytes > before.videoBytes;
  return moreVideo ? hidden : now.audioBytes > before.audioBytes;
}

/** The share of packets that were lost on their way here between two samples. */
export function lossBetween(before: RtcSample, now: RtcSample): number | undefined {
  const lost = Math.max(0, now.lost - before.lost);
  const all = now.packets - before.packets + lost;
  return all > 0 ? lost / all : undefined;
}

const GRADES: readonly { loss: number; rtt: number; quality: NetworkQuality }[] = [
  { loss: 0.01, rtt: 120, quality: 1 },
  { loss: 0.03, rtt: 250, quality: 2 },
  { loss: 0.08, rtt: 400, quality: 3 },
  { loss: 0.15, rtt: 700, quality: 4 },
];

/** Grades a connection by the worse of loss and round trip. `down` and `unknown` are the caller's to know. */
export function gradeNetwork(loss: number | undefined, rtt: number | undefined): NetworkQuality {
  if (loss === undefined && rtt === undefined) return 0;
  return GRADES.find((grade) => (loss ?? 0) <= grade.loss && (rtt ?? 0) <= grade.rtt)?.quality ?? 5;
}
