// What V8 is told in the service, its benchmarks and its tests. Plain JavaScript that any Node can read.
'use strict';

module.exports = [
  // A service spends most of its day at rest: by V8's own choice it would keep room for bursts, 20 MB of it.
  '--max-semi-space-size=8',
  // What V8's baseline compiler makes can crash the process in a collection of Node 24 (nodejs/node#62393); without it nothing is slower.
  '--no-sparkplug',
  // Threads of ours fill the cores under load, and V8's own helpers only take them away from each other: a tenth more letters a second.
  '--single-threaded-gc',
];
