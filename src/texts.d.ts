/** Texts of a language, which the build takes from its file in two parts. */
declare module '*?part=first' {
  const texts: Record<string, string>;
  export default texts;
}
declare module '*?part=later' {
  const texts: Record<string, string>;
  export default texts;
}
/** A file as it is, which people download. */
declare module '*?raw' {
  const text: string;
  export default text;
}
