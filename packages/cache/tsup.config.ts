import { library } from '@tonearm/tooling/tsup';

export default library({
  index: 'src/index.ts',
  redis: 'src/redis/index.ts',
  msgpack: 'src/msgpack/index.ts',
  testing: 'src/testing/index.ts',
});
