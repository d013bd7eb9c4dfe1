import {
  type DataSourceRef,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  StackingConfigBuilder,
  StackingMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Panel, PanelQuery } from './dashboard.js';

/** The builder of a panel with everything but its place. */
export function panelBuilder(panel: Panel, source: DataSourceRef): StatBuilder | TimeSeriesBuilder {
  const builder = panel.kind === 'stat' ? new StatBuilder() : timeSeries(panel);
  builder.title(panel.title).description(panel.description).unit(panel.unit).min(0).datasource(source);
  if (panel.max !== undefined) builder.max(panel.max);
  if (panel.thresholds !== undefined) builder.thresholds(thresholds(panel.thresholds));
  for (const [index, query] of panel.queries.entries()) {
    builder.withTarget(target(query, panel, source).refId(String.fromCharCode(65 + index)));
  }
  return builder;
}

function timeSeries({ isStacked = false, unit }: Panel): TimeSeriesBuilder {
  const builder = new TimeSeriesBuilder()
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(1)
    .fillOpacity(isStacked ? 30 : 10)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    );
  if (isStacked) builder.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  return unit === 'percentunit' ? builder.axisSoftMax(1) : builder;
}

function target({ expr, legend }: PanelQuery, { kind }: Panel, source: DataSourceRef): DataqueryBuilder {
  const query = new DataqueryBuilder().datasource(source).expr(expr).legendFormat(legend);
  return kind === 'stat' ? query.instant() : query.range().exemplar(expr.includes('_bucket'));
}

function thresholds({ amber, red }: { amber: number; red: number }): ThresholdsConfigBuilder {
  const steps =
    amber < red
      ? [
          { value: null, color: 'green' },
          { value: amber, color: 'orange' },
          { value: red, color: 'red' },
        ]
      : [
          { value: null, color: 'red' },
          { value: red, color: 'orange' },
          { value: amber, color: 'green' },
        ];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
