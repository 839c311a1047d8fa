import {
  columnResizingFeature,
  columnSizingFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'

/** What our tables can do beyond showing rows. */
export const features = tableFeatures({ rowSortingFeature, columnSizingFeature, columnResizingFeature })
export type Features = typeof features
