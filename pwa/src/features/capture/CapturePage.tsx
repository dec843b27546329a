export function Capture() {
  return <p>Karmadex</p>;
}
