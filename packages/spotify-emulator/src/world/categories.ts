/** A shelf of the house's own playlists. */
export interface Category {
  readonly id: string;
  /** Its name by language; English is always there. */
  readonly names: Readonly<Record<string, string>>;
}

/** The shelves, in the order in which they stand. */
export const categories: readonly Category[] = [
  category('toplists', 'Top Lists', 'Topplistor', 'Hitlisten', 'ランキング'),
  category('0JQ5DAharbourfolk', 'Harbour Folk', 'Hamnvisor', 'Hafenfolk', '港フォーク'),
  category('0JQ5DAglasspop', 'Glass Pop', 'Glaspop', 'Glaspop', 'グラスポップ'),
  category('0JQ5DAslowdisco', 'Slow Disco', 'Långsam disko', 'Langsame Disco', 'スローディスコ'),
  category('0JQ5DApaperjazz', 'Paper Jazz', 'Pappersjazz', 'Papierjazz', '紙のジャズ'),
  category('0JQ5DAbricktechno', 'Brick Techno', 'Tegeltechno', 'Ziegeltechno', '煉瓦テクノ'),
  category('0JQ5DAlanternsoul', 'Lantern Soul', 'Lyktsoul', 'Laternensoul', '灯籠ソウル'),
  category('0JQ5DAzincpunk', 'Zinc Punk', 'Zinkpunk', 'Zinkpunk', '亜鉛パンク'),
  category('0JQ5DArainydays', 'Rainy Days', 'Regniga dagar', 'Regentage', '雨の日'),
  category('0JQ5DAdeskwork', 'Desk Work', 'Skrivbordsarbete', 'Am Schreibtisch', '机の仕事'),
];

/** The shelf with this id. */
export function findCategory(id: string): Category | undefined {
  return categories.find((each) => each.id === id);
}

/** The name in the language of a locale such as `sv_SE`; American English where there is no other. */
export function nameOf({ names, id }: Category, locale: string | undefined): string {
  return names[locale?.split('_')[0] ?? 'en'] ?? names.en ?? id;
}

function category(id: string, en: string, sv: string, de: string, ja: string): Category {
  return { id, names: { en, sv, de, ja } };
}
