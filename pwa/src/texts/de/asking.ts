export const asking: readonly string[] = [
  'kannst|könntest|würdest|magst|willst du|ihr mir|uns|mich|bitte|vielleicht? mal|bitte|kurz? vorstellen|schicken|weiterleiten|empfehlen|helfen|vermitteln|teilen|erwähnen|unterstützen',
  'kannst|könntest|würdest du mich|uns|mir',
  'hättest du kurz? zeit|lust mir|uns|für',
  'einen kleinen? gefallen',
  'um hilfe|rat|unterstützung|einen|deine|deinen bitten|gefallen|hilfe|rat|unterstützung?',
  'stell|stellst du? mich|uns bitte? vor',
  'sucht ihr',
  'suchst du',
  'ich|wir brauche|brauchen|suche|suchen',
  'schau|schaut dir|euch? doch|bitte|mal? mein|meine|meinen|unser|unsere|unseren',
  'melde dich an',
  'termin|demo vereinbaren|buchen|ausmachen',
];
