import { job } from './names.ts';

/** The configuration of the Prometheus of deploy/compose, which lays the server's token where `credentials_file` says. */
export const prometheus = {
  global: { scrape_interval: '15s', evaluation_interval: '15s' },
  rule_files: ['rules/*.yml'],
  alerting: { alertmanagers: [{ static_configs: [{ targets: ['alertmanager:9093'] }] }] },
  scrape_configs: [
    {
      job_name: job,
      authorization: { credentials_file: '/run/secrets/tonearm_http_token' },
      static_configs: [{ targets: ['tonearm-mcp:3333'] }],
    },
    { job_name: 'prometheus', static_configs: [{ targets: ['127.0.0.1:9090'] }] },
    { job_name: 'alertmanager', static_configs: [{ targets: ['alertmanager:9093'] }] },
  ],
};
