import { type GroupEntry, type MessageElement, OK, randomId, refusal, seconds } from './chat-wire.ts';

/** Longest time a poll is held: shorter than the service's, since the SDK gives up after 15 s. */
const HOLD_MS = 5_000;
/** The service drops what a group says beyond this within a second. */
const PER_SECOND = 40;
const ORDER = ['Lowest', 'Low', 'Normal', 'High'];

export interface GroupMessage {
  from: string;
  msgBody: MessageElement[];
  cloudCustomData?: string;
  priority?: string;
  random?: number;
  nick?: string;
  clientTime?: number;
  tinyId?: string;
  /** True where a hook changed what its sender wrote. */
  modified?: boolean;
}

interface Poll {
  from: number;
  answer(body: object): void;
}

/** One AVChatRoom: what was said in it, and who waits to hear more. */
export class FakeGroup {
  readonly id: string;
  readonly type: string;
  readonly members = new Set<string>();
  /** Until when a user may not write, in milliseconds. */
  readonly muted = new Map<string, number>();
  readonly attributes = new Map<string, { value: string; seq: number }>();
  #attributeSeq = 1;
  #entries: GroupEntry[] = [];
  #polls: Poll[] = [];
  #seq = 0;
  #said: number[] = [];

  constructor(id: string, type = 'AVChatRoom') {
    this.id = id;
    this.type = type;
  }

  get lastSeq(): number {
    return this.#seq;
  }

  /** Undefined where the room says too much already. */
  say(message: GroupMessage): { MsgSeq: number; MsgTime: number } | undefined {
    const now = Date.now();
    this.#said = this.#said.filter((at) => now - at < 1000);
    const spare = ORDER.indexOf(message.priority ?? 'Normal') >= 3 ? 10 : 0;
    if (this.#said.length >= PER_SECOND + spare) return undefined;
    this.#said.push(now);
    const MsgTime = seconds();
    const MsgSeq = this.#add({
      Event: 3,
      From_Account: message.from,
      ToGroupId: this.id,
      GroupInfo: { GroupName: this.id, GroupType: this.type, From_AccountNick: message.nick ?? message.from },
      MsgBody: message.msgBody,
      MsgPriority: message.priority ?? 'Normal',
      MsgRandom: message.random ?? randomId(),
      MsgTimeStamp: MsgTime,
      MsgClientTime: message.clientTime ?? MsgTime,
      TinyId: message.tinyId ?? '0',
      ClientSeq: 0,
      CloudCustomData: message.cloudCustomData ?? '',
      ...(message.modified ? { MsgModifiedFlag: 1 } : {}),
    });
    return { MsgSeq, MsgTime };
  }

  /** Members are told of changed attributes in the same way as of messages. */
  setAttributes(values: Readonly<Record<string, string>>): object[] {
    this.#attributeSeq += 1;
    for (const [key, value] of Object.entries(values)) this.attributes.set(key, { value, seq: this.#attributeSeq });
    const GroupAttrInfo = Object.entries(values).map(([key, Val]) => ({ Key: key, Val, SubKeySeq: this.#attributeSeq }));
    this.#add({
      Event: 6,
      From_Account: '@TIM#SYSTEM',
      ToGroupId: this.id,
      MsgBody: {
        OpType: 6,
        MsgGroupNewInfo: {
          GroupAttrOption: { OpType: 2, GroupAttrSeq: this.#attributeSeq, PushChangedAttrValFlag: 1, GroupAttrInfo },
        },
      },
      MsgTimeStamp: seconds(),
      MsgRandom: randomId(),
    });
    return Object.keys(values).map((key) => ({ key, seq: this.#attributeSeq }));
  }

  get attributeAnswer(): object {
    const GroupAttrAry = [...this.attributes].map(([key, { value, seq }]) => ({ key, value, seq }));
    return { GroupAttrAry, AttrMainSeq: this.#attributeSeq };
  }

  /** Answers now where something is new, else when something comes, or with nothing after a while. Returns how to give up. */
  poll(from: number, answer: (body: object) => void): () => void {
    const poll: Poll = {
      from,
      answer: (body) => {
        clearTimeout(timer);
        this.#polls = this.#polls.filter((other) => other !== poll);
        answer(body);
      },
    };
    const timer = setTimeout(() => poll.answer({ ...OK, RspMsgList: [], NextSeq: this.#seq + 1 }), HOLD_MS);
    this.#polls.push(poll);
    this.#deliver(poll);
    return () => {
      clearTimeout(timer);
      this.#polls = this.#polls.filter((other) => other !== poll);
    };
  }

  /** Forgets what was said: whoever was away misses it. */
  dropBacklog(): void {
    this.#entries = [];
  }

  dissolve(): void {
    this.#add({
      Event: 5,
      From_Account: '@TIM#SYSTEM',
      ToGroupId: this.id,
      GroupInfo: { GroupName: this.id, GroupType: this.type },
      MsgBody: { ReportType: 5, Operator_Account: 'administrator' },
      MsgTimeStamp: seconds(),
      MsgRandom: randomId(),
    });
    for (const poll of this.#polls) poll.answer(refusal(10010));
  }

  #add(entry: Record<string, unknown>): number {
    this.#seq += 1;
    this.#entries.push({ ...entry, MsgSeq: this.#seq });
    for (const poll of this.#polls) this.#deliver(poll);
    return this.#seq;
  }

  #deliver(poll: Poll): void {
    const RspMsgList = this.#entries.filter(({ MsgSeq }) => MsgSeq >= poll.from);
    if (RspMsgList.length > 0) poll.answer({ ...OK, RspMsgList, NextSeq: this.#seq + 1 });
  }
}
