// The side of Yjs: node main.mjs WORKLOAD FOLDER WARM_MILLIS SAMPLED_MILLIS OUTPUT
import * as b4 from './b4.mjs';
import { Meter } from './meter.mjs';
import * as suite from './suite.mjs';

const [name, folder, warm, sampled, output] = process.argv.slice(2);
const meter = new Meter(Number(warm), Number(sampled));
({ ...b4, ...suite })[name](meter, folder);
meter.write(output);
