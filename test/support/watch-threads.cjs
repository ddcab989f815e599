'use strict';
// Loaded into a process of the program (`node --require`): at its end it writes into the file that WATCHED names how many
// further threads there were and how many answers they gave. With the answer whose number is FATAL_ANSWER a thread ends.

const { writeFileSync } = require('node:fs');
const threads = require('node:worker_threads');

const seen = { threads: 0, answers: 0 };

threads.Worker = class extends threads.Worker {
  constructor(...args) {
    super(...args);
    seen.threads++;
    this.on('message', () => {
      if (++seen.answers === Number(process.env.FATAL_ANSWER)) void this.terminate();
    });
  }
};
process.on('exit', () => writeFileSync(process.env.WATCHED, JSON.stringify(seen)));
