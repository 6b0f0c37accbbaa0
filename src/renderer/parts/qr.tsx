import { create } from 'qrcode';
import type { ReactNode } from 'react';

/** A QR code as one SVG path: no image, no canvas, sharp at any size. Error correction M survives a fold or a stain. */
export function Qr({ text, label }: { text: string; label: string }): ReactNode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const side = modules.size + quiet * 2;
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return (
    <svg viewBox={`0 0 ${side} ${side}`} width="132" height="132" role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
