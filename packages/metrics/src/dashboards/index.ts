export {
  type Dashboard,
  type DashboardRow,
  grafanaDashboard,
  type Panel,
  type PanelQuery,
  type PanelUnit,
} from './dashboard.js';
