// Invented on purpose, and combined by a seed: no artist, title or company of the real world is meant by any of these.

export const givenNames: readonly string[] = list(`
  Aveline, Brisa, Corvin, Dagny, Edda, Faro, Gisela, Halden, Ilka, Jorun, Kestrel, Liorah, Maren, Nevan, Odalys,
  Perrin, Quill, Ronja, Sunniva, Tamsin, Ulric, Vesper, Wendeline, Yorick`);

export const familyNames: readonly string[] = list(`
  Aldermoor, Bracklewood, Cindersley, Dovrefell, Embershaw, Fennimark, Galdersund, Hollowmere, Ivarsgaard, Jettlock,
  Kolmarsson, Lanternfield, Mossgrave, Nachtvogel, Oxenbrae, Pellerund, Quennerdy, Rookholt, Stromvik, Thistlewane,
  Umberleigh, Vossel, Wychbourne, Zandermeer`);

/** Family names of larger worlds: any beginning goes with any ending. */
export const familyBeginnings: readonly string[] = list(`
  Alder, Ash, Birk, Bracken, Brand, Cinder, Clover, Dove, Dunn, Eber, Ember, Fenn, Fjell, Galder, Gran, Hallow, Hazel,
  Holm, Ivar, Jett, Juniper, Kestrel, Kolmar, Lantern, Linden, Marl, Moss, Nacht, Nettle, Oxen, Pell, Quill, Rook,
  Saffer, Strom, Thistle, Umber, Vossel, Wren, Wych`);

export const familyEndings: readonly string[] = list(`
  beck, borg, brae, bury, by, dahl, den, feld, fell, field, ford, gate, grave, gren, ham, hart, hythe, land, ley, lock,
  marsh, mere, moor, mount, rud, shaw, sted, strand, thorn, vik, wane, wick, wold, worth`);

/** Names in other scripts: what stands between the two parts, the first parts, the second parts. */
export const scripts: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    '',
    list('夜明け, 雨音, 青磁, 紙の, 遠い, 硝子, 月白, 夕凪, 静かな, 冬の'),
    list('測候所, 灯台, 電信局, 温室, 渡し船, 図書館, 時計塔, 楽団, 停車場, 入江'),
  ],
  [
    ' ',
    list('푸른, 종이, 새벽, 고요한, 먼, 유리, 겨울, 달빛, 비밀, 느린'),
    list('등대, 나침반, 온실, 우체국, 정류장, 시계탑, 합창단, 항구, 서재, 연'),
  ],
  [
    ' ',
    list('Тихий, Лунный, Бумажный, Дальний, Медленный, Северный, Стеклянный, Зимний'),
    list('Маяк, Паром, Семафор, Причал, Метроном, Телеграф, Сад, Оркестр'),
  ],
  [
    ' ',
    list('Χάρτινο, Ήσυχο, Μακρινό, Γυάλινο, Βόρειο, Αργό'),
    list('Λιμάνι, Ρολόι, Καράβι, Θερμοκήπιο, Εργαστήριο, Κύμα'),
  ],
  [' ', list('منارة, بوصلة, حديقة, ساعة, سفينة, نافذة'), list('الورق, الليل, الشتاء, الزجاج, الغيم, البحر')],
  [' ', list('काग़ज़ की, चाँद का, दूर का, धीमा, उत्तर का, शीशे की'), list('नाव, डाकघर, बाग़, दीपक, बंदरगाह, घड़ी')],
];

export const qualities: readonly string[] = list(`
  Amber, Backward, Cobalt, Distant, Electric, Feathered, Gentle, Hidden, Idle, Jagged, Lunar, Marble, Northern,
  Opaline, Paper, Quiet, Restless, Salted, Tidal, Unsent, Velveteen, Wandering, Wintry, Zinc`);

export const things: readonly string[] = list(`
  Almanac, Barometer, Compass, Dovecote, Estuary, Ferry, Greenhouse, Harbour, Inkwell, Jetty, Kiln, Lighthouse,
  Metronome, Needle, Orchard, Pendulum, Quarry, Reservoir, Semaphore, Turnstile, Umbrella, Viaduct, Windmill,
  Xylograph, Yardarm, Zeppelin`);

export const ensembles: readonly string[] = list(`
  Assembly, Collective, Ensemble, Orchestra, Quartet, Society, Trio, Union`);

export const places: readonly string[] = list(`
  Arnholt, Belvane, Cradlehythe, Dunmarrow, Eastermouth, Fjellby, Grauwinkel, Hexley, Isle of Orme, Kaldvatn,
  Low Tarrant, Morrowgate, Nether Quay, Ostermark, Port Vellum, Saltcombe, Upper Wend`);

export const worldNames: readonly string[] = list(`
  霧笛の庭, 月影テレグラフ, 紙の灯台, 夜行しおさい, 青磁ラジオ, 雨上がり測候所, 달빛우체국, 종이등대, 새벽온실, 푸른나침반, Тихий Семафор, Бумажный Маяк,
  Северная Оранжерея, Лунный Паром, Χάρτινος Φάρος, Ήσυχο Λιμάνι, منارة الورق, بوصلة الليل, מגדלור הנייר,
  काग़ज़ की नाव, चाँद का डाकघर, โคมกระดาษ, 纸灯塔, 静默信号站, Ĉielarka Ŝipeto, Žlutý Skleník, Kâğıt Feneri, Þögult Vitaljós,
  Gyönyörű Iránytű, Łódź Księżycowa`);

export const verbs: readonly string[] = list(`
  Borrow, Carry, Count, Draw, Fold, Follow, Gather, Hold, Keep, Leave, Mend, Name, Open, Paint, Remember, Send,
  Trace, Turn, Unlearn, Wait for, Weigh, Whisper to`);

export const times: readonly string[] = list(`
  at Noon, by Morning, in April, in the Rain, after Closing, before the Frost, on a Tuesday, till Late, under Glass,
  without Maps, for Now, once More`);

export const genres: readonly string[] = list(`
  harbour folk, glass pop, slow disco, paper jazz, tidal ambient, brick techno, lantern soul, orchard rock,
  night choir, zinc punk, salon electronica, windmill house`);

export const labels: readonly string[] = list(`
  Paper Lighthouse Records, Kiln & Sons, Ninth Ferry, Low Orbit Dovecote, Saltcombe Sound, Umbrella Ghost`);

export const subjects: readonly string[] = list(`
  abandoned railways, bread, clockmaking, deep water, forgotten maps, garden science, kites, lighthouses,
  night trains, old letters, rivers, small inventions, the history of buttons, weather`);

/** Countries in which the invented catalogue is sold. */
export const allMarkets: readonly string[] = list(`
  AR, AT, AU, BE, BR, CA, CH, CL, CO, CZ, DE, DK, EE, ES, FI, FR, GB, GR, IE, IN, IS, IT, JP, KR, MX, NL, NO, NZ, PL,
  PT, SE, TR, US, ZA`);

/** Audiobooks are sold in fewer countries than music. */
export const audiobookMarkets: readonly string[] = list(`
  AU, CA, GB, IE, NZ, SE, US`);

function list(written: string): readonly string[] {
  return written.split(',').map((word) => word.trim());
}
