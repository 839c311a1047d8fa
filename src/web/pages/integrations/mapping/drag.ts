import { type DragEvent, useState } from 'react'

const type = 'application/x-muster-field'

/** What makes a field of the vendor one that can be dragged onto one of ours. */
export const dragged = (field: string) => ({
  draggable: true,
  onDragStart: ({ dataTransfer }: DragEvent) => {
    dataTransfer.setData(type, field)
    dataTransfer.effectAllowed = 'link'
  },
})

/** What makes one of our fields a place to drop a vendor's; by keyboard, it is carried there. */
export function useDrop(onField: (field: string) => void) {
  const [isOver, setOver] = useState(false)
  const isField = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(type)
  return {
    'data-over': isOver,
    onDragOver: (event: DragEvent) => {
      if (!isField(event)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false)
      if (!isField(event)) return
      event.preventDefault()
      onField(event.dataTransfer.getData(type))
    },
  }
}
