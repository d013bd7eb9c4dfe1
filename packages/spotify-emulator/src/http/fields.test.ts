import { expect, test } from 'vitest';
import { filterFields } from './fields.js';

const value = {
  name: 'n',
  total: 2,
  owner: { id: 'o', type: 'user' },
  items: [
    { added_at: 'd', item: { name: 'a', album: { id: 1, name: 'x' } } },
    { added_at: 'e', item: null },
  ],
};

test.each([
  ['name', { name: 'n' }],
  ['name,owner.id', { name: 'n', owner: { id: 'o' } }],
  ['owner(id),total', { owner: { id: 'o' }, total: 2 }],
  ['items.item.name', { items: [{ item: { name: 'a' } }, { item: null }] }],
  [
    'items(added_at,item(album(id)))',
    {
      items: [
        { added_at: 'd', item: { album: { id: 1 } } },
        { added_at: 'e', item: null },
      ],
    },
  ],
  ['items(item(name,album(!name)))', { items: [{ item: { name: 'a', album: { id: 1 } } }, { item: null }] }],
  ['!items,!owner', { name: 'n', total: 2 }],
  ['nothing', {}],
  ['', value],
  ['((((', value],
])('%s', (fields, expected) => {
  expect(filterFields(value, fields)).toEqual(expected);
});
