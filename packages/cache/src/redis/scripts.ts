import { createHash } from 'node:crypto';
import { frameBytes, frameMagic } from './frame.js';

/** A Lua script and the name under which Redis remembers it. */
export interface Script {
  readonly source: string;
  readonly sha: string;
}

function script(...parts: readonly string[]): Script {
  const source = parts.join('\n');
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}

/*
 * All that judges entries is one hash: `epoch`, `seq`, `floor`, and the number of the latest invalidation of each name.
 * Whatever makes Redis lose it (eviction, FLUSHALL, a restart) loses it whole, and the epoch with it, so that no entry
 * can ever be judged by half of it. It ends by itself a month after the last invalidation, which is as harmless. A key of another type in its place is replaced.
 */
const state = `
local function state(key, fresh)
  local found = redis.pcall('HMGET', key, 'epoch', 'seq', 'floor')
  if not found[1] then
    redis.call('DEL', key)
    redis.call('HSET', key, 'epoch', fresh, 'seq', '0')
    redis.call('PEXPIRE', key, 2592000000)
    return fresh, 0, 0
  end
  return found[1], tonumber(found[2]) or 0, tonumber(found[3]) or 0
end`;

/** An entry that depends on more than this is shared by nobody: Lua can't hand over so many names at once. */
export const mostNames = 5_000;

/** From so many bytes on what an entry begins with is told. */
const beginningBytes = frameBytes + 16;

/*
 * Reads what an envelope says of itself, from what it begins with, be it framed or not, and from what gives the bytes of its header; nil for
 * whatever is no envelope of a version that is known. See envelope-header.ts and frame.ts.
 */
const header = `
local function binary(body)
  local sequence, age, ttl, held, length, count = struct.unpack('>ddddI4I4', body)
  if not (sequence >= 0) or count > ${mostNames} then return nil end
  local at, names = 41 + length, {}
  local epoch = string.sub(body, 41, 40 + length)
  for index = 1, count do
    length = struct.unpack('>I4', body, at)
    names[index] = string.sub(body, at + 4, at + 3 + length)
    at = at + 4 + length
  end
  if at > #body + 1 then return nil end
  return {since = {epoch = epoch, sequence = sequence}, names = names, ageMs = age, ttlMs = ttl}
end
local function json(body)
  local head = cjson.decode(body)
  if type(head) ~= 'table' or type(head.since) ~= 'table' or type(head.names) ~= 'table' then return nil end
  if type(head.since.epoch) ~= 'string' or type(head.since.sequence) ~= 'number' then return nil end
  if #head.names > ${mostNames} then return nil end
  for _, name in ipairs(head.names) do if type(name) ~= 'string' then return nil end end
  return head
end
local function header(beginning, text)
  if type(beginning) ~= 'string' then return nil end
  local at = string.sub(beginning, 1, 4) == '${frameMagic}' and ${frameBytes} or 0
  local version, length = string.sub(beginning, at + 1, at + 4), string.sub(beginning, at + 9, at + 12)
  if #beginning < at + 16 or version ~= 'TNC\\1' and version ~= 'TNC\\2' then return nil end
  length = struct.unpack('>I4', length)
  local body = text(at + 16, at + 15 + length)
  if #body ~= length then return nil end
  local ok, head = pcall(version == 'TNC\\2' and binary or json, body)
  return ok and head or nil
end`;

/* Whether something began before one of its names was last invalidated. */
const touched = `
local function touched(key, names, since, floor)
  if since < floor then return true end
  if #names == 0 then return false end
  for _, number in ipairs(redis.call('HMGET', key, unpack(names))) do
    if number and tonumber(number) > since then return true end
  end
  return false
end`;

const now = `
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end`;

/** Where the invalidations stand. KEYS: tags. ARGV: an epoch to begin with. */
export const positionScript: Script = script(
  state,
  `local epoch, seq = state(KEYS[1], ARGV[1])
return {epoch, seq}`,
);

/** Finds and judges an entry. KEYS: entry, tags. ARGV: an epoch to begin with. */
export const readScript: Script = script(
  state,
  header,
  touched,
  `local epoch, seq, floor = state(KEYS[2], ARGV[1])
local raw = redis.pcall('GET', KEYS[1])
if not raw then return {epoch, seq, 'absent'} end
local head = header(type(raw) == 'string' and string.sub(raw, 1, ${beginningBytes}), function(first, last)
  return string.sub(raw, first + 1, last + 1)
end)
if not head then return {epoch, seq, 'damaged'} end
if head.since.epoch ~= epoch or touched(KEYS[2], head.names, head.since.sequence, floor) then
  return {epoch, seq, 'void'}
end
return {epoch, seq, 'valid', redis.call('PTTL', KEYS[1]), raw}`,
);

/**
 * Finds an entry and what judges it, for whoever asked to judge. KEYS: entry, tags. ARGV: name ...
 * Of what is not there it tells no more than where the invalidations stand: that is asked most, and each command and each name costs.
 * What it finds of another type is answered so that nobody can take it for anything.
 */
export const lookScript: Script = script(
  `local raw = redis.pcall('GET', KEYS[1])
local state
if raw then state = redis.pcall('HMGET', KEYS[2], 'epoch', 'seq', 'floor', unpack(ARGV))
else state = redis.pcall('HMGET', KEYS[2], 'epoch', 'seq', 'floor') end
if state.err then state = {false} end
if not raw then return {-2, false, state} end
if raw.err then return {-2, 0, state} end
return {redis.call('PTTL', KEYS[1]), raw, state}`,
);

/**
 * Tells what judges many entries that were read before, and what time it is by the clock of Redis. KEYS: tags. ARGV: name ... Of the names
 * it tells only those that were ever invalidated; nothing at all where no epoch has begun.
 */
export const judgeScript: Script = script(
  now,
  `local found = redis.pcall('HMGET', KEYS[1], 'epoch', 'seq', 'floor', unpack(ARGV))
if found.err or not found[1] then return {} end
local touched = {}
for index = 4, #found do
  if found[index] then
    touched[#touched + 1] = ARGV[index - 3]
    touched[#touched + 1] = found[index]
  end
end
return {found[1], found[2], found[3], touched, now()}`,
);

/*
 * Of what is there it reads only the header, and only if something is there: each command costs about as much as all the rest. Of two loads
 * between which nothing was invalidated the younger value is that of the later one.
 */
const put: readonly string[] = [
  `local at = now()
local framed = struct.pack('>c4dd', '${frameMagic}', at, at + tonumber(ARGV[3])) .. ARGV[4]
if redis.call('SET', KEYS[1], framed, 'PX', ARGV[3], 'NX') then return 1 end`,
  header,
  `local present = header(redis.pcall('GETRANGE', KEYS[1], 0, ${beginningBytes - 1}), function(first, last)
  return redis.call('GETRANGE', KEYS[1], first, last)
end)
if present and present.since.epoch == ARGV[1] then
  if present.since.sequence > since then return 0 end
  local whole = (tonumber(present.ageMs) or 0) + (tonumber(present.ttlMs) or 0)
  if present.since.sequence == since and whole - redis.call('PTTL', KEYS[1]) < tonumber(ARGV[5]) then return 0 end
end
redis.call('SET', KEYS[1], framed, 'PX', ARGV[3])
return 1`,
];

/**
 * Writes an entry under its conditions; not one that began later than anything that has happened, which a Redis that went back in time cannot
 * judge. KEYS: entry, tags. ARGV: epoch, since, time to live in milliseconds, envelope, age in milliseconds, name ...
 */
export const writeScript: Script = script(
  now,
  `local since = tonumber(ARGV[2])
local found = redis.pcall('HMGET', KEYS[2], 'epoch', 'floor', 'seq', unpack(ARGV, 6))
if found.err or found[1] ~= ARGV[1] or since < (tonumber(found[2]) or 0) then return 0 end
if since > (tonumber(found[3]) or 0) then return 0 end
for index = 4, #found do
  if found[index] and (tonumber(found[index]) or 0) > since then return 0 end
end`,
  ...put,
);

/**
 * The same, and refuses what was loaded while its names settle. KEYS: entry, tags, recent. ARGV: epoch, since, time to live in milliseconds,
 * envelope, age in milliseconds, for how long names settle in milliseconds, how many of the names do, name ...
 */
export const settlingWriteScript: Script = script(
  now,
  `local since, settling = tonumber(ARGV[2]), 3 + tonumber(ARGV[7])
local found = redis.pcall('HMGET', KEYS[2], 'epoch', 'floor', 'seq', unpack(ARGV, 8))
if found.err or found[1] ~= ARGV[1] or since < (tonumber(found[2]) or 0) then return 0 end
if since > (tonumber(found[3]) or 0) then return 0 end
local latest = 0
for index = 4, #found do
  local number = tonumber(found[index]) or 0
  if number > since then return 0 end
  if index <= settling and number > latest then latest = number end
end
if latest > 0 then
  local markedAt = tonumber(redis.pcall('ZSCORE', KEYS[3], latest))
  if markedAt and now() - markedAt < tonumber(ARGV[6]) then return 0 end
end`,
  ...put,
);

/**
 * Counts an invalidation and tells it. KEYS: tags, recent. ARGV: an epoch to begin with, origin, channel, how many names are remembered, forgotten prefix, name ...
 * A Redis without room for the number loses the epoch instead: then everything is void, and nothing is wrong.
 * Few commands, as each costs about as much as all the rest: the size is looked at only when a name is new, and the end is put off only now and then.
 */
export const invalidateScript: Script = script(
  now,
  `local key = KEYS[1]
local names = {}
for index = 6, #ARGV do names[index - 5] = ARGV[index] end
local epoch = redis.pcall('HGET', key, 'epoch')
local seq = epoch and not epoch.err and redis.pcall('HINCRBY', key, 'seq', 1)
local function mark(first, last)
  local fields = {}
  for index = first, last do
    fields[#fields + 1] = names[index]
    fields[#fields + 1] = seq
  end
  local added = redis.pcall('HSET', key, unpack(fields))
  if type(added) ~= 'number' then return false end
  if added > 0 and redis.call('HLEN', key) > tonumber(ARGV[4]) then
    redis.call('DEL', key)
    redis.call('HSET', key, 'epoch', epoch, 'seq', seq, 'floor', seq)
    redis.call('PEXPIRE', key, 2592000000)
  end
  return true
end
local isCounted = type(seq) == 'number'
for first = 1, isCounted and #names or 0, 500 do
  isCounted = isCounted and mark(first, math.min(first + 499, #names))
end
if not isCounted then
  epoch, seq = ARGV[1], 1
  redis.call('DEL', key)
  redis.pcall('HSET', key, 'epoch', epoch, 'seq', seq)
  for first = 1, #names, 500 do mark(first, math.min(first + 499, #names)) end
end
if seq % 16 == 1 then
  redis.call('PEXPIRE', key, 2592000000)
  redis.pcall('ZREMRANGEBYSCORE', KEYS[2], '-inf', now() - 300000)
end
-- When it was, of the latest few minutes. Without room for it nothing settles, which is no worse than the origin.
redis.pcall('ZADD', KEYS[2], now(), seq)
redis.pcall('PEXPIRE', KEYS[2], 300000)
local notice = {epoch = epoch, sequence = seq, origin = ARGV[2], forgotten = ARGV[5]}
if #names > 0 then notice.names = names end
redis.call('PUBLISH', ARGV[3], cjson.encode(notice))
return {epoch, seq}`,
);

/** Makes everything void and tells it. KEYS: tags. ARGV: the new epoch, origin, channel. */
export const renewScript: Script = script(
  `redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'seq', 1)
redis.call('PEXPIRE', KEYS[1], 2592000000)
redis.call('PUBLISH', ARGV[3], cjson.encode({epoch = ARGV[1], sequence = 1, origin = ARGV[2], forgotten = ''}))
return {ARGV[1], 1}`,
);

/** Gives up a lock. KEYS: lock. ARGV: the token of whoever took it. */
export const unlockScript: Script = script(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`,
);
