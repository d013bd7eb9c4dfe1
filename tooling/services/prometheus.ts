import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersWith200, type Service, startService } from './start-service.ts';

/** A running Prometheus or Alertmanager. */
export interface HttpService extends Service {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
}

/** Starts a real Prometheus on a loopback port, with the text of its configuration (YAML or JSON). Keeps exemplars. */
export async function startPrometheus(configuration: string): Promise<HttpService> {
  const service = await startService({
    program: 'prometheus',
    arguments: ({ port, folder }) => {
      const file = join(folder, 'prometheus.yml');
      writeFileSync(file, configuration);
      return [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--enable-feature=exemplar-storage',
        '--log.level=warn',
      ];
    },
    isReady: answersWith200('/-/ready'),
  });
  return { ...service, url: `http://127.0.0.1:${service.port}` };
}

/** Starts a real Alertmanager of its own, without a cluster, with the text of its configuration. */
export async function startAlertmanager(configuration: string): Promise<HttpService> {
  const service = await startService({
    program: 'prometheus-alertmanager',
    arguments: ({ port, folder }) => {
      const file = join(folder, 'alertmanager.yml');
      writeFileSync(file, configuration);
      return [
        `--config.file=${file}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
        '--log.level=warn',
      ];
    },
    isReady: answersWith200('/-/ready'),
  });
  return { ...service, url: `http://127.0.0.1:${service.port}` };
}
