import { clean } from './clean.js';

/** A value as a person reads it in a column: durations as m:ss, percentages, lists joined, objects by their name. */
export function readableCell(value: unknown, column: string): string {
  if (typeof value === 'number' && column.endsWith('_ms')) return duration(value);
  if (typeof value === 'number' && column.endsWith('_percent')) return `${value} %`;
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return plainCell(value);
}

/** A value as a program reads it in a tab-separated line: nothing rounded, never a tab or a line break. */
export function plainCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(plainCell).join(', ');
  if (typeof value === 'object') return plainCell('name' in value ? value.name : JSON.stringify(value));
  return clean(String(value));
}

/** The name of a field as a person reads it: `release_date` → `release date`; the unit is shown by the value. */
export function readableName(field: string): string {
  return field.replace(/_(ms|percent)$/, '').replaceAll('_', ' ');
}

function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
