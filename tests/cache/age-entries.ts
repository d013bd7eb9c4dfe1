import type { Redis } from 'ioredis';

const script = `
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  local left = redis.call('PTTL', key) - tonumber(ARGV[2])
  if left > 0 then redis.call('PEXPIRE', key, left) else redis.call('DEL', key) end
end`;

/** Lets all entries in Redis get older: what its clock would do. */
export async function ageEntries(client: Redis, namespace: string, milliseconds: number): Promise<void> {
  await client.eval(script, 0, `{${namespace}}:entry:*`, milliseconds);
}
