"""The reader of Chinese public documents: text in, marked figures, times, places and statements out."""
