import type * as common from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type Dashboard as GrafanaDashboard,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { panelBuilder } from './panel.js';

/** One line of a panel, or several with one legend. */
export interface PanelQuery {
  readonly expr: string;
  /** What a series is called, with labels in double braces: `{{endpoint}}`. */
  readonly legend: string;
}

/** The units that panels can show, as Grafana calls them. */
export type PanelUnit = 'short' | 'percentunit' | 's' | 'bytes' | 'reqps' | 'cps' | 'dtdurations';

/** One picture of a dashboard. */
export interface Panel {
  readonly title: string;
  /** What one sees here and when to worry. */
  readonly description: string;
  /** Lines over time, or the last value in large figures. */
  readonly kind: 'timeseries' | 'stat';
  readonly unit: PanelUnit;
  readonly queries: readonly PanelQuery[];
  /** In twenty-fourths of the width of a row; a third of it unless said. */
  readonly width?: number;
  readonly isStacked?: boolean;
  readonly max?: number;
  /** From which values on the colour is amber, and red; the other way round where less is worse. */
  readonly thresholds?: { readonly amber: number; readonly red: number };
}

/** Panels that belong together, under one heading. */
export interface DashboardRow {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A dashboard, told apart from how Grafana writes it. */
export interface Dashboard {
  /** A stable name for links, e.g. `tonearm-cache`. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly rows: readonly DashboardRow[];
}

/** The name of the variable by which people choose among their Prometheus servers. */
const dataSource: common.DataSourceRef = { type: 'prometheus', uid: '$datasource' };
const rowHeight = 8;

/**
 * Makes what Grafana 11 and newer import: the bare object that file provisioning wants. The classic model is used, which
 * every one of these versions reads without migrating it.
 */
export function grafanaDashboard({ uid, title, description, tags, rows }: Dashboard): GrafanaDashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([...tags])
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'))
    .link(otherDashboards(tags));
  // Links and alerts name a panel by its number, so it may not change from one generation to the next.
  let id = 0;
  const nextId = (): number => {
    id += 1;
    return id;
  };
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title).id(nextId()));
    for (const panel of row.panels) builder.withPanel(built(panel).id(nextId()));
  }
  return builder.build();
}

function built(panel: Panel): ReturnType<typeof panelBuilder> {
  return panelBuilder(panel, dataSource)
    .height(rowHeight)
    .span(panel.width ?? 8);
}

function otherDashboards(tags: readonly string[]): DashboardLinkBuilder {
  return new DashboardLinkBuilder('Other dashboards')
    .type(DashboardLinkType.Dashboards)
    .tags(tags.slice(0, 1))
    .asDropdown(true)
    .includeVars(true)
    .keepTime(true);
}
