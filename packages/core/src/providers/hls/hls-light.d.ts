/** The build without subtitles, other sound tracks and copy protection, which a live show has none of; it comes without types. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
  export * from 'hls.js';
}
