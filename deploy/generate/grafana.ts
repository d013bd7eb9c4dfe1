/** The data source and the dashboards that Grafana has from its first start. */
export const grafana = {
  datasources: {
    apiVersion: 1,
    datasources: [
      {
        name: 'Prometheus',
        uid: 'prometheus',
        type: 'prometheus',
        access: 'proxy',
        url: 'http://prometheus:9090',
        isDefault: true,
        jsonData: { httpMethod: 'POST', timeInterval: '15s' },
      },
    ],
  },
  dashboards: {
    apiVersion: 1,
    providers: [
      {
        name: 'tonearm',
        folder: 'Tonearm',
        type: 'file',
        allowUiUpdates: false,
        options: { path: '/etc/grafana/dashboards' },
      },
    ],
  },
};
