/*
 * Redis carries these out whole, in Lua. A server's name begins with its id, which stays the same, and ends with the number
 * of its connection.
 */

/** Everything but the whole. */
export const WHOLE = 'whole';
/** The server has not got the shelf any more. */
export const LOST = 'LOST';
/** The stream has another length than the server thinks. */
export const TORN = 'TORN';

/**
 * Takes a shelf for a while, or renews that. KEYS: the lease. ARGV: the server's id, its name, the time in ms; how long a server
 * is silent that has ended, and how its channel begins. Returns the name of the server that has the shelf, or nothing if it is this
 * one. A Redis that is full still renews a lease.
 */
export const HOLD = `
local owner = redis.call('GET', KEYS[1])
if owner and string.sub(owner, 1, #ARGV[1]) ~= ARGV[1] then
  local silent = ARGV[3] - redis.call('PTTL', KEYS[1])
  if silent < tonumber(ARGV[4]) or redis.call('PUBSUB', 'NUMSUB', ARGV[5] .. owner)[2] > 0 then return owner end
end
if owner == ARGV[2] then redis.call('PEXPIRE', KEYS[1], ARGV[3])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return ''`;

/** Gives a shelf up. KEYS and ARGV as above. */
export const RELEASE = `
local owner = redis.call('GET', KEYS[1])
if owner and string.sub(owner, 1, #ARGV[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * Puts streams of one shelf on another. KEYS: the leases of both, both shelves, all shelves. ARGV: the server's id, its name, the time in
 * ms that the lease lasts, the time in ms that a stream lasts, the names of both shelves, how the place of a stream begins, and then
 * the names of the streams.
 */
export const MOVE = `
for i = 1, 2 do
  local owner = redis.call('GET', KEYS[i])
  if owner and string.sub(owner, 1, #ARGV[1]) ~= ARGV[1] then return redis.error_reply('${LOST} ' .. owner) end
end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
for i = 8, #ARGV do
  redis.call('SET', ARGV[7] .. ARGV[i], ARGV[6], 'PX', ARGV[4])
  redis.call('SADD', KEYS[4], ARGV[i])
end
redis.call('DEL', KEYS[3])
redis.call('SREM', KEYS[5], ARGV[5])
redis.call('SADD', KEYS[5], ARGV[6])
return 0`;

/**
 * Writes pieces to a stream. A server that has slept finds its lease free again, and the stream on another shelf. KEYS: the lease, the stream, its place, its shelf, all shelves. ARGV: as above, the time in ms
 * that the stream lasts, the names of the shelf and of the stream, and then the number of pieces that the stream has,
 * or `whole` if the pieces replace them.
 */
export const WRITE = `
local owner = redis.call('GET', KEYS[1])
if owner and string.sub(owner, 1, #ARGV[1]) ~= ARGV[1] then return redis.error_reply('${LOST} ' .. owner) end
if (redis.call('GET', KEYS[3]) or ARGV[5]) ~= ARGV[5] then return redis.error_reply('${LOST} another shelf') end
local whole = ARGV[7] == '${WHOLE}'
if not whole and redis.call('XLEN', KEYS[2]) ~= tonumber(ARGV[7]) then return redis.error_reply('${TORN} stream') end
for i = 8, #ARGV do redis.call('XADD', KEYS[2], '*', 'e', ARGV[i]) end
if whole then
  redis.call('XTRIM', KEYS[2], 'MAXLEN', #ARGV - 7)
  redis.call('SET', KEYS[3], ARGV[5], 'PX', ARGV[4])
  redis.call('SADD', KEYS[4], ARGV[6])
  redis.call('SADD', KEYS[5], ARGV[5])
end
redis.call('PEXPIRE', KEYS[2], ARGV[4])
if not owner then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 0`;

/** Removes a stream. KEYS as for `WRITE`, without the last. ARGV: the server's id, the names of the stream and of the shelf. */
export const REMOVE = `
local owner = redis.call('GET', KEYS[1])
if owner and string.sub(owner, 1, #ARGV[1]) ~= ARGV[1] then return redis.error_reply('${LOST} ' .. owner) end
if (redis.call('GET', KEYS[3]) or ARGV[3]) ~= ARGV[3] then return redis.error_reply('${LOST} another shelf') end
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('SREM', KEYS[4], ARGV[2])
return 0`;
