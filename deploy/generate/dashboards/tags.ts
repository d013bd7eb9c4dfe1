/** By which people find the dashboards, and the dashboards each other. */
export const tags: readonly string[] = ['tonearm', 'generated'];
