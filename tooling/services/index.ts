// Programs that tests run beside the code, for real: a Redis, ...
export { findProgram, type Program, type ProgramName, servicesAreOff } from './find-program.ts';
export { type HttpService, startAlertmanager, startPrometheus } from './prometheus.ts';
export { type Proxy, type ProxyFaults, startProxy } from './proxy.ts';
export { type Redis, type RedisOptions, startRedis } from './redis.ts';
export { freePort, type Service, type ServiceOptions, startService } from './start-service.ts';
