package org.example.snake;

import org.fascicle.testkit.LayerContract;

class SnakeTest extends LayerContract<Snake> {
}
