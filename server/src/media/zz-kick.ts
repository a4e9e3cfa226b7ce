import { cleanup } from 'node-datachannel';
import { startMediaEngine } from './engine.ts';
import { freeUdpPort, publisher, viewer, until } from './test-peers.ts';
let off = false;
const engine = await startMediaEngine({udpPort: await freeUdpPort(), bindAddress:'127.0.0.1', maxViewers: 5, onPublisherChanged:(n,o)=>{off=!o}, onLog: console.log});
const h = await publisher(engine,'a');
const v = await viewer(engine,'a');
for (const which of ['publisher closes without track close']) {
  console.time(which); h.connection.close(); await until('off',()=>off, 40000).catch(console.log); console.timeEnd(which);
}
const h2 = await publisher(engine,'a');
console.time('with'); off=false; h2.close(); await until('off',()=>off, 40000).catch(console.log); console.timeEnd('with');
await engine.close();v.close();cleanup();
