/** Where secrets are put for Alertmanager; nothing secret is in its configuration. */
const secret = (name: string): string => `/run/secrets/${name}`;

const title = '{{ .CommonLabels.alertname }} ({{ .Status }})';
const text = '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.runbook_url }}\n{{ end }}';

/** Everybody who can be told, and by which way. */
const receivers = [
  {
    name: 'page',
    pagerduty_configs: [
      {
        routing_key_file: secret('pagerduty_routing_key'),
        description: '{{ .CommonAnnotations.summary }}',
        severity: 'critical',
        links: [{ href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' }],
      },
    ],
    slack_configs: [slack()],
  },
  {
    name: 'ticket',
    slack_configs: [slack()],
    email_configs: [
      {
        to: 'operators@example.org',
        from: 'alertmanager@example.org',
        smarthost: 'smtp.example.org:587',
        auth_username: 'alertmanager',
        auth_password_file: secret('smtp_password'),
        send_resolved: true,
      },
    ],
  },
  {
    name: 'webhook',
    webhook_configs: [
      {
        url: 'http://alert-receiver:8080/alerts',
        send_resolved: true,
        http_config: { authorization: { credentials_file: secret('webhook_token') } },
      },
    ],
  },
];

function slack() {
  return { api_url_file: secret('slack_webhook_url'), channel: '#tonearm', send_resolved: true, title, text };
}

/** Who is told what, how often, and what is not said because something larger explains it. */
export const alertmanager = {
  global: { resolve_timeout: '5m' },
  route: {
    receiver: 'ticket',
    group_by: ['alertname', 'sloth_slo'],
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '12h',
    routes: [
      // Programs hear of everything; people only of what concerns them.
      { receiver: 'webhook', matchers: ['severity=~"page|ticket"'], continue: true },
      { receiver: 'page', matchers: ['severity="page"'], group_wait: '10s', repeat_interval: '1h' },
      { receiver: 'ticket', matchers: ['severity="ticket"'] },
    ],
  },
  inhibit_rules: [
    // A server that is gone explains everything else that is said about it; other programs there speak for themselves.
    {
      source_matchers: ['alertname="TonearmDown"'],
      target_matchers: ['alertname=~"Tonearm.+"', 'alertname!="TonearmDown"'],
      equal: ['instance'],
    },
    // A budget that burns fast also burns slowly.
    {
      source_matchers: ['severity="page"'],
      target_matchers: ['severity="ticket"', 'sloth_slo!=""'],
      equal: ['sloth_slo'],
    },
  ],
  receivers,
};
