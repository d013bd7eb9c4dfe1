// msgpackr describes this entry nowhere; it has a part of what its main entry has.
declare module 'msgpackr/unpack-no-eval' {
  export { Unpackr } from 'msgpackr';
}
