import type { Implementation } from '@modelcontextprotocol/server';

/** The files in assets, as text: a client over stdio has no other place to load them from. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAADAAAAAwBAMAAAClLOS0AAAAMFBMVEUAAAAoIj8rI0AqI0AqJEArJEDz6dLypUHIVT3l1r1+dXpoV1rWwKyelZTclXXKhUZJlnHjAAAABXRSTlMAR6zh9Ol/NpkAAAFhSURBVHjahdQ9TsMwFAdwAxeglbqDEAcAqUfgAFAeiISKLeCo7YaeEEhsKFOZGhbWZGOMOAEgBsRUBsRc9QJIbOCPxnmOHfGfov5kP9f2M2OMtTfAyvY6U2mDEyVLOy7srwrogCe7/gFqyDJ4s+aZKfwt5FwunOC3hE0HDvEcYI91/dBj4Af4F4KvlL9lLvQjlWkdglQDz2qQR4vENvQjk6kFeQUxhTAiKQgcUZgQyCnEBFIKvAJdYvBz+6yLGNCLnSfJWC/YwLEakIioIU+PFowkzOTXO8oTlKBWeybhRn4hYqHhwII7VDOZEeVUHPEawFP8RVdwljtCvIQS9B/k83GqKmcGyJaIyhdQwYfZJzFgSMBs+ynibEIgrOAqKgiYA+GYxkDBvgwL6DrXR6Wn2yAsL1xZQbSB7o9AHcUggwrKjnp4vf+02nbF35xbze3c+AA0PxmNjwxjrfqz1BI//gE30qWce0030wAAAABJRU5ErkJggg==';
const svg =
  'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0OCA0OCI+PHRpdGxlPlRvbmVhcm08L3RpdGxlPjxyZWN0IHdpZHRoPSI0OCIgaGVpZ2h0PSI0OCIgcng9IjEwIiBmaWxsPSIjMmIyNDQwIi8+PGNpcmNsZSBjeD0iMjAiIGN5PSIyNyIgcj0iMTUiIGZpbGw9IiNmM2U5ZDIiLz48Y2lyY2xlIGN4PSIyMCIgY3k9IjI3IiByPSI1IiBmaWxsPSIjYzg1NTNkIi8+PHBhdGggZD0iTTM5IDh2MTdMMjcgMzUiIGZpbGw9Im5vbmUiIHN0cm9rZT0iI2YyYTU0MSIgc3Ryb2tlLXdpZHRoPSI0IiBzdHJva2UtbGluZWNhcD0icm91bmQiIHN0cm9rZS1saW5lam9pbj0icm91bmQiLz48L3N2Zz4=';

/** Tonearm's own icon: a picture that every client takes, and one that fits every size. */
export const icons: NonNullable<Implementation['icons']> = [
  { src: `data:image/png;base64,${png}`, mimeType: 'image/png', sizes: ['48x48'] },
  { src: `data:image/svg+xml;base64,${svg}`, mimeType: 'image/svg+xml', sizes: ['any'] },
];
