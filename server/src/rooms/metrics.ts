import { Counter, Gauge, type Registry } from 'prom-client';

/** What can be measured about the rooms from outside. */
export interface RoomGauges {
  sockets: () => number;
  /** Milliseconds. */
  lag: () => number;
}

/** The rooms' numbers for `/metrics`. */
export function roomMetrics(registry: Registry) {
  const registers = [registry];
  const events = new Counter({ name: 'vitrine_room_events_sent_total', help: 'Events told to rooms', registers });
  const frames = new Counter({ name: 'vitrine_socket_frames_sent_total', help: 'Frames with events, one a socket', registers });
  const dead = new Counter({ name: 'vitrine_relay_dead_letters_total', help: 'Events given up after ten attempts', registers });
  const crowded = new Counter({
    name: 'vitrine_barrages_not_shown_total',
    help: 'Messages that only their writer saw, since the room was shown too many already',
    registers,
  });
  return {
    onFrame(count: number, sockets: number): void {
      events.inc(count);
      frames.inc(sockets);
    },
    onDead: () => dead.inc(),
    onCrowded: () => crowded.inc(),
    watch({ sockets, lag }: RoomGauges): void {
      const gauge = (name: string, help: string, value: () => number): void =>
        registry.registerMetric(
          new Gauge({
            name,
            help,
            registers: [],
            collect() {
              this.set(value());
            },
          }),
        );
      gauge('vitrine_sockets', 'Open sockets', sockets);
      gauge('vitrine_relay_lag_seconds', 'Age of the oldest event that was not delivered yet', () => lag() / 1000);
    },
  };
}
